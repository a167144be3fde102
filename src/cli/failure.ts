/** Ends a command: its message on stderr, then the exit status. An empty message prints nothing. */
export class Failure extends Error {
  readonly exit: number;

  /**
   * @param message what stderr shows, without the line's end
   * @param exit exit status, 1–255
   */
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** The engine's refusal, with the HTTP status that tells its kind. */
export class DaemonError extends Failure {
  readonly status: number;
  /** The engine's own words, without the client's prefix. */
  readonly reason: string;

  constructor(status: number, reason: string) {
    super(`Error response from daemon: ${reason.trim()}`);
    this.status = status;
    this.reason = reason.trim();
  }
}

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
