import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

type Contexts = Readonly<Record<string, unknown>>

/** Functions that a runner adds, such as `success()`: their values. */
export type StatusFunctions = Readonly<Record<string, boolean>>

/** Returns the value of an expression, without `${{ }}`, as GitHub's own library computes it. */
export function evaluateExpression(
  expression: string,
  contexts: Contexts,
  functions: StatusFunctions = {},
): data.ExpressionData {
  const { tokens } = new Lexer(expression.trim()).lex()
  const added = Object.entries(functions).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }))
  const tree = new Parser(tokens, Object.keys(contexts), added).parse()
  const byName = new Map(added.map((each) => [each.name, each]))
  return new Evaluator(tree, toData(contexts) as data.Dictionary, byName).evaluate()
}

/** Returns whether a value counts as true in a condition. */
export function isTrue(value: data.ExpressionData): boolean {
  if (value.kind === data.Kind.Boolean) return value.value
  if (value.kind === data.Kind.String) return value.value !== ''
  if (value.kind === data.Kind.Number) return value.value !== 0 && !Number.isNaN(value.value)
  return value.kind !== data.Kind.Null
}

function toData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (value === null || value === undefined) return new data.Null()
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  const pairs = Object.entries(value).map(([key, held]) => ({ key, value: toData(held) }))
  return new data.Dictionary(...pairs)
}
