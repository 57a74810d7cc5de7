import { expect, it } from 'vitest'
import { interpret } from './interpret.ts'
import { readConfigurationAnswer } from './read.ts'

const bindingsOf = (own: object) =>
  interpret({ built: false, environments: [], own: { name: 'api', ...own }, topLevel: { name: 'api' } })
    .bindings

it.each([
  ['a variable', { vars: { binding: 'KV_PREFS' } }, ['binding']],
  ['an item of a variable', { vars: { LIST: [{ binding: 'KV_PREFS' }] } }, ['LIST']],
  ['a replacement in the code', { define: { binding: 'KV_PREFS' } }, []],
  ['an alias of a module', { alias: { binding: 'KV_PREFS' } }, []],
  ['previews', { previews: { kv_namespaces: [{ binding: 'KV_PREFS' }] } }, []],
  ['another environment', { env: { staging: { kv_namespaces: [{ binding: 'KV_PREFS' }] } } }, []],
  ['development', { dev: { binding: 'KV_PREFS' } }, []],
])('a name in %s is not taken for a binding that the deployed version has', (_, own, names) => {
  expect(bindingsOf(own)).toEqual(names)
})

it('a kind of binding that is newer than this action is found', () => {
  expect(bindingsOf({ quantum_stores: [{ binding: 'Q' }] })).toEqual(['Q'])
})

it('an answer of wrangler with a variable that would be overlooked is refused, because its value would be shown', () => {
  const answer = (vars: string) =>
    `{"built":false,"environments":[],"own":{"name":"a","vars":${vars}},"topLevel":{"name":"a"}}`
  expect(interpret(readConfigurationAnswer(answer('{"A":"secret"}'))).confidential).toEqual(['secret'])
  expect(() => readConfigurationAnswer(answer('{"__proto__":"secret"}'))).toThrow('__proto__')
})
