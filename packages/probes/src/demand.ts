import type { BoundedRegExp } from '@suite/matchers'
import { type Check, check } from './check.ts'
import { isSame, typeOf } from './json.ts'

/** The demand on a value. Types matter: `"1"` does not equal `1`. */
export type Demand =
  | { readonly equals: unknown }
  | { readonly contains: string }
  | { readonly pattern: BoundedRegExp }
  | { readonly type: string }
  | { readonly absent: true }

/**
 * Returns the check of a value against a demand.
 * @param what names the value and begins the sentence: "/ai_bound"
 * @param value undefined if it is missing
 */
export function meet(what: string, demand: Demand, value: unknown): Check {
  if ('equals' in demand)
    return check(`${what} is ${JSON.stringify(demand.equals)}`, isSame(value, demand.equals), found(value))
  if ('type' in demand)
    // The value may differ on each run, so that only its type is shown.
    return check(`${what} is of type ${demand.type}`, isOfType(value, demand.type), typeOf(value))
  if ('absent' in demand)
    return check(`${what} is not there`, value === undefined, value === undefined ? undefined : 'is there')
  const text = typeof value === 'string' ? value : undefined
  const kind = text === undefined ? typeOf(value) : undefined
  return 'contains' in demand
    ? check(
        `${what} contains ${JSON.stringify(demand.contains)}`,
        text?.includes(demand.contains) ?? false,
        kind,
      )
    : check(`${what} matches ${demand.pattern.source}`, text !== undefined && demand.pattern.test(text), kind)
}

function isOfType(value: unknown, type: string): boolean {
  return typeOf(value) === type || (type === 'number' && typeof value === 'number')
}

/** Describes a scalar by its value, and anything else by its type. */
function found(value: unknown): string {
  return typeof value === 'object' && value !== null ? typeOf(value) : (JSON.stringify(value) ?? 'nothing')
}
