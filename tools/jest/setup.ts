import { afterEach, beforeEach, expect, jest } from '@jest/globals';

// Packages never print, and apps print to the stream they are given, so a test that prints to the console fails.
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const spies = new Map<string, ReturnType<typeof jest.spyOn>>();

beforeEach(() => {
  for (const method of methods)
    spies.set(
      method,
      jest.spyOn(console, method).mockImplementation(() => undefined),
    );
});

afterEach(() => {
  for (const [method, spy] of spies) {
    const calls = spy.mock.calls.map((call: readonly unknown[]) => call.join(' '));
    spy.mockRestore();
    expect({ [`console.${method}`]: calls }).toEqual({ [`console.${method}`]: [] });
  }
});
