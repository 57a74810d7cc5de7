/** GitHub's bound on the length of a label's name, in characters. */
export const MAX_LABEL_NAME = 50

/** The form in which two label names are the same label: forges compare names without regard to case. */
export function foldLabelName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC').trim()
}
