/** Sentences by their English ones, as they stand in the code. */
export type Words = Readonly<Record<string, string>>
