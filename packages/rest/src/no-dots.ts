import { commonReasons, UsageError } from '@suite/errors'

/**
 * A URL ends such a segment by itself: to take the label "." off would be to take all of them off.
 * @throws UsageError `input-invalid`
 */
export function requireNoDots(route: string, parameters: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(parameters))
    if ((value === '.' || value === '..') && route.includes(`{${name}}`))
      throw new UsageError(
        commonReasons['input-invalid'],
        `the ${name} ${JSON.stringify(value)} cannot be asked for: it has a meaning of its own in an address`,
        'Give it another name.',
      )
}
