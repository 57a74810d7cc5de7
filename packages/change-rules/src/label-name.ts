/** GitHub's limit on the length of a label's name, in characters. */
export const MAX_LABEL_NAME = 50

/** Returns the form in which two names of the same label are equal: forges compare label names case-insensitively. */
export function foldLabelName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC').trim()
}
