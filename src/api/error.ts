/** An error answer of the Engine API: `{"message": …}` with its HTTP status. */
export class ApiError extends Error {
  readonly status: number;

  /**
   * @param status HTTP status, 400–599
   * @param message the exact text that a client shows after `Error response from daemon: `
   */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
