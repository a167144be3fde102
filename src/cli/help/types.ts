/** By command: the description, then the usage of each flag in the order of the command's `flags`. */
export type HelpTexts = Readonly<Record<string, readonly string[]>>;
