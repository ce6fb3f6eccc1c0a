// Every error of the package: a stable code for programs, a hint for people, the cause where there is one.
export class AddendError extends Error {
  constructor(code, message, hint, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "AddendError";
    this.code = code;
    this.hint = hint;
  }
}

// An AddendError from the {code, message, hint, cause?} that the module returns.
export const fromModule = ({ code, message, hint, cause }) =>
  new AddendError(code, message, hint, cause === undefined ? undefined : new Error(cause));
