import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { allowsScripts, type DenoConfig, membersOf, readDenoConfig } from '../../src/source/deno-config.ts'

export const target = defineTarget<DenoConfig>({
  name: 'deno-json',
  corpus: [
    '{ "name": "@a/b", "version": "1.2.3", "exports": "./main.ts", "lock": { "path": "deno.lock" }, "imports": { "a": "jsr:@a/a@1" } }\n',
    '{\n  // comment\n  "workspace": ["./a", "./b"], /* more */\n  "compile": { "include": ["assets"], "permissions": { "read": ["."] } },\n  "permissions": { "default": { "net": true, "import": { "allow": ["x.example"] } } },\n}\n',
    '{ "workspace": { "members": ["a"] }, "scopes": { "https://x/": { "b": "c" } }, "links": ["../x"], "allowScripts": { "allow": ["npm:a"] }, "lock": false, "importMap": "i.json" }',
  ].map(bytesOf),
  dictionary: [
    '"lock": true,',
    '"lock": null,',
    '"workspace": [],',
    '"permissions": {',
    '"compile": {',
    '"allowScripts": true,',
    '"__proto__": {},',
    '//',
    '/*',
    '*/',
    ',}',
    ',]',
    "'",
    '\\u006c',
    '"version": "',
    '"imports": {',
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"imports":{', open: '"k{#}":"v",', tail: '}}' },
    { open: '/*' },
    { open: '//\n' },
    { open: '/' },
    { open: '"' },
    { head: '{"a":"', open: '\\u00' },
    { open: '{"a":', close: '}' },
    { open: 'x ' },
    { head: '{', open: '"a":1,', tail: '}' },
  ],
  read: (input) => readDenoConfig('deno.json', textOf(input)),
  judge(input, config) {
    membersOf(config)
    allowsScripts(config)
    const text = textOf(input)
    const plain = parsed(text)
    if (plain !== undefined && JSON.stringify(plain ?? {}, sorted) !== JSON.stringify(config, sorted))
      return 'another value is read than the text has'
    if (Object.keys(config).length > 0) return undefined
    const rest = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n\r]*/g, '').replaceAll(/\s/g, '')
    return ['', '{}', 'null'].includes(rest) ? undefined : 'a configuration with contents is read as empty'
  },
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function sorted(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
    : value
}
