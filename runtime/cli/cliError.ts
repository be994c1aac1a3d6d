/** Something about the command or its file: printed as one sentence, exit code 2. */
export class CliError extends Error {}
