// Ends a test run with one line that scripts can read: "N passed, N failed, N skipped".
export default class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const numFailed = numFailedTests + numRuntimeErrorTestSuites;
    process.stdout.write(`${numPassedTests} passed, ${numFailed} failed, ${numPendingTests} skipped\n`);
  }
}
