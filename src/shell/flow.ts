/* The ways in which running code ends early; each is caught by the construct that it ends. */

/** `exit`, or a failure under `set -e`: ends the shell process. */
export class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** `return`: ends the function or sourced file. */
export class Return extends Error {
  readonly status: number;

  constructor(status: number) {
    super('return');
    this.status = status;
  }
}

/** `break n` and `continue n`: ends or goes on with the nth loop outwards. */
export class Leave extends Error {
  readonly kind: 'break' | 'continue';
  levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    super(kind);
    this.kind = kind;
    this.levels = levels;
  }
}

/**
 * An error of the shell itself, with the text that follows `bash: `. Ordinary ones fail the command at hand; `fatal` ones
 * (an unset variable under `set -u`, `${x:?}`) end a script, and the whole line at a prompt.
 */
export class ShellError extends Error {
  readonly status: number;
  readonly fatal: boolean;

  constructor(message: string, status = 1, fatal = false) {
    super(message);
    this.status = status;
    this.fatal = fatal;
  }
}
