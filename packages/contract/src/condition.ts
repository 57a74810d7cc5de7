/** When something is needed: another input has one of these values, or was given at all. */
export type Condition =
  | { readonly input: string; readonly is: readonly string[] }
  | { readonly input: string; readonly given: true }

/** Whether the parsed inputs meet a condition. */
export function holds(condition: Condition, values: Readonly<Record<string, unknown>>): boolean {
  const value = values[condition.input]
  return 'given' in condition ? value !== undefined : condition.is.includes(String(value))
}

/** A condition in words. `show` marks names and values, such as code in Markdown. */
export function tellCondition(condition: Condition, show = (text: string) => text): string {
  const what = 'given' in condition ? 'given' : condition.is.map(show).join(' or ')
  return `${show(condition.input)} is ${what}`
}
