import type { BlockComment, LineComment, LiteralForm, StringForm, Syntax } from '../syntax/syntax.ts'
import { isWordCode } from './characters.ts'

/** What may start at a character of code. */
export type Rule =
  | { readonly kind: 'literal'; readonly form: LiteralForm }
  | { readonly kind: 'block'; readonly form: BlockComment }
  | { readonly kind: 'line'; readonly form: LineComment }
  | { readonly kind: 'string'; readonly form: StringForm }

/** Rules by the code of their first character, in the order in which they are tried. */
export type Rules = ReadonlyMap<number, readonly Rule[]>

const known = new WeakMap<Syntax, Rules>()

/** Returns the rules of a syntax: literals first, then comments and strings, the longest delimiter first. */
export function rulesOf(syntax: Syntax): Rules {
  const before = known.get(syntax)
  if (before) return before
  const rules = new Map<number, Rule[]>()
  const add = (first: string, rule: Rule) => {
    const list = rules.get(first.charCodeAt(0))
    if (list) list.push(rule)
    else rules.set(first.charCodeAt(0), [rule])
  }
  for (const form of syntax.literals ?? [])
    for (const first of form.first) add(first, { kind: 'literal', form })
  const delimited: Exclude<Rule, { kind: 'literal' }>[] = [
    ...(syntax.blockComments ?? []).map((form) => ({ kind: 'block', form }) as const),
    ...(syntax.lineComments ?? []).map((form) => ({ kind: 'line', form }) as const),
    ...(syntax.strings ?? []).map((form) => ({ kind: 'string', form }) as const),
  ]
  delimited.sort((a, b) => b.form.open.length - a.form.open.length)
  for (const rule of delimited) add(rule.form.open, rule)
  known.set(syntax, rules)
  return rules
}

/** Whether a comment or string starts at an offset of code, which is known to have its first character. */
export function startsThere(rule: Exclude<Rule, { kind: 'literal' }>, text: string, at: number): boolean {
  const { open } = rule.form
  if (!text.startsWith(open, at)) return false
  if (rule.kind === 'string') return !(isWordCode(open.charCodeAt(0)) && isWordCode(text.charCodeAt(at - 1)))
  const { only, notBefore } = rule.form
  if (notBefore !== undefined && at + open.length < text.length)
    if (notBefore.includes(text.charAt(at + open.length))) return false
  if (only === 'line-start') return at === 0 || text.charAt(at - 1) === '\n'
  if (only === 'word-start') return at === 0 || ' \t\r\n;&|(){}'.includes(text.charAt(at - 1))
  return true
}
