import { parseJson, repeatedMember } from '@suite/rest/json'
import { type Answer, isJson, mediaTypeOf } from '@suite/wire'
import { type Check, check } from './check.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** Returns whether a JSON value is an object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses the body of an answer, and checks that it is JSON and has a JSON media type. `what` begins a sentence. */
export function readJsonOf(
  answer: Answer,
  what: string,
): { readonly checks: Check[]; readonly value: unknown } {
  const value = parseJson(answer.body)
  const repeated = value === undefined ? undefined : repeatedMember(answer.body)
  return {
    checks: [
      check(`${what} is of a JSON media type`, isJson(answer), mediaTypeOf(answer) ?? 'none'),
      check(
        `${what} is well-formed JSON, with each member once`,
        value !== undefined && repeated === undefined,
        repeated && `${repeated} twice`,
      ),
    ],
    value,
  }
}

/** Returns the JSON type of a value; `nothing` if it is undefined. */
export function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  return typeof value
}

/** Returns whether two JSON values are equal, including their types. The order of members does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]))
  if (!isRecord(one) || !isRecord(other)) return one === other
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  )
}
