import { Failure } from '../failure.ts';

/** A template that cannot be read or executed, in the words of Go's text/template. */
export class TemplateError extends Failure {
  constructor(message: string) {
    super(`template parsing error: ${message}`);
  }
}
