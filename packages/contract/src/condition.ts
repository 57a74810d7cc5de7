/** When something is required: another input has one of these values, or is given at all. */
export type Condition =
  | { readonly input: string; readonly is: readonly string[] }
  | { readonly input: string; readonly given: true }

/** Returns whether the parsed inputs meet a condition. */
export function holds(condition: Condition, values: Readonly<Record<string, unknown>>): boolean {
  const value = values[condition.input]
  return 'given' in condition ? value !== undefined : condition.is.includes(String(value))
}

/** Returns a condition in words. `show` formats names and values, for example as code in Markdown. */
export function describeCondition(condition: Condition, show = (text: string) => text): string {
  const what = 'given' in condition ? 'given' : condition.is.map(show).join(' or ')
  return `${show(condition.input)} is ${what}`
}
