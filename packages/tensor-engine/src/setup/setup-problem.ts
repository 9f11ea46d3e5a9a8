/** Why an engine cannot be set up here, and what the user can do, each in one sentence. */
export class SetupProblem extends Error {
  constructor(reason: string, remedy: string) {
    super(`${reason}. ${remedy}.`);
    this.name = 'SetupProblem';
  }
}
