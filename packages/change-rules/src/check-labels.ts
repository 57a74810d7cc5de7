import type * as z from 'zod/mini'
import { foldLabelName, MAX_LABEL_NAME } from './label-name.ts'

/** GitHub's limit on the labels of one issue or pull request. */
const MAX_LABELS = 100

/** An example of a rule file, for a message to a user who has none. */
export const RULE_FILE_START = `documentation:
  - changed-files:
      - any-glob-to-any-file: 'docs/**'`

/** The top-level keys of a rule file that are not labels. */
export const OPTION_KEYS: ReadonlySet<string> = new Set(['changed-files-labels-limit', 'max-files-changed'])

/**
 * Checks what the schema cannot express: a forge accepts the names, each label occurs once, and there is at least one
 * label.
 */
export function checkLabels(value: object, context: z.core.$RefinementCtx<object>): void {
  const names = Object.keys(value).filter((key) => !OPTION_KEYS.has(key))
  const seen = new Map<string, string>()
  for (const name of names) {
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', message, path: [name], input: name, params: { part: 'key' } })
    const folded = foldLabelName(name)
    const same = seen.get(folded)
    seen.set(folded, name)
    if (name.trim() !== name || name === '') refuse('a label cannot begin or end with a space')
    if ([...name].length > MAX_LABEL_NAME) refuse(`a label can have at most ${MAX_LABEL_NAME} characters`)
    if (same !== undefined) refuse(`the same label as ${JSON.stringify(same)}: case does not count`)
  }
  if (names.length === 0) context.addIssue({ code: 'custom', message: describeStart(), input: value })
  if (names.length > MAX_LABELS) {
    context.addIssue({ code: 'custom', message: `more than ${MAX_LABELS} labels`, input: value })
  }
}

/** Returns the message for a file that does not contain a mapping of labels. */
export function describeStart(input?: unknown): string {
  if (Array.isArray(input))
    return `the file is a list, and must be a mapping: a label without a dash before it, with its rules below it, such as\n${RULE_FILE_START}`
  if (input !== undefined && input !== null && typeof input !== 'object')
    return `the file is ${typeof input === 'string' ? 'one text' : 'one value'}, and must be a mapping of labels to rules, such as\n${RULE_FILE_START}`
  return `the file holds no rules; begin with\n${RULE_FILE_START}`
}
