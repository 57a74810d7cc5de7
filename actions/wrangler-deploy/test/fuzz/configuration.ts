import { bytesOf, defineTarget, textOf, variantsOf } from '@suite/testkit/fuzz'
import type { Configuration } from '../../src/configuration/configuration.ts'
import { interpret } from '../../src/configuration/interpret.ts'
import { readConfigurationText } from '../../src/configuration/quick/read.ts'

const jsonc = `{
  // comment
  "name": "api", "main": "src/index.ts",
  "routes": ["a.example.com/*", { "pattern": "cd.example.com", "custom_domain": true },],
  "vars": { "ISSUER": "https://x//y", "LIMITS": [1] }, "kv_namespaces": [{ "binding": "KV", "id": "1" }],
  "durable_objects": { "bindings": [{ "name": "ROOM", "class_name": "Room" }] }, "secrets": { "required": ["KEY"] },
  "triggers": { "crons": ["0 1 * * *"] }, "workers_dev": false,
  "env": { "production": { "name": "live", "routes": [], "account_id": "2" } }
}`
const toml = `name = "api"
account_id = "1"
routes = [{ pattern = "a.example.com/*", zone_name = "example.com" }]
[ai]
binding = "AI"
[[kv_namespaces]]
binding = "KV"
id = "1"
[env.production]
workers_dev = true # comment
[env.production.vars]
ISSUER = 'x'
`

/** A text in JSON if it begins with a brace, and in TOML otherwise, as its name would say. */
export const target = defineTarget<Configuration>({
  name: 'configuration',
  corpus: [jsonc, toml, '{"name":"a"}', 'name = """\na\\\n b"""\ndate = 2025-01-01T00:00:00Z\n'].map(bytesOf),
  dictionary: [
    '"name":',
    'name = ',
    '"routes": [],',
    '[env.production]\n',
    '[[routes]]\n',
    '"env": {',
    '"vars": {',
    '"binding": "B"',
    '"route": "x",',
    'legacy_env = false\n',
    '"__proto__": {',
    '__proto__ = 1\n',
    '[__proto__]\n',
    '"""',
    "'''",
    '= {',
    '\\u0061',
    '0x1',
    'inf',
    '//',
    '/*',
    '.a',
  ],
  growth: [
    { open: '[', close: ']' },
    { head: 'a = ', open: '[', close: ']' },
    { open: 'k{#} = 1\n' },
    { open: '[t{#}]\n' },
    { open: '[[a]]\n' },
    { head: 'a', open: '.a', tail: ' = 1' },
    { head: 'a = "', open: '\\\\' },
    { open: '#\n' },
    { head: 'a = """', open: '"\n' },
    { head: 'a = [', open: '{a=1},' },
    { head: 'a = [\n', open: '# x\n' },
    { head: '{"name":"a","vars":{', open: '"k{#}":1,', tail: '"z":1}}' },
    { head: '{"name":"a","kv_namespaces":[', open: '{"binding":"B{#}"},', tail: '{}]}' },
    { head: '{"name":"a","env":{', open: '"e{#}":{},', tail: '"z":{}}}' },
  ],
  read: (input) => read(textOf(input)),
  judge(input, configuration) {
    const text = textOf(input)
    if (configuration.worker === '') return 'a Worker without a name is read'
    const plain = parsed(text)
    if (plain !== undefined) {
      if (plain.name !== configuration.worker) return `the Worker is named ${JSON.stringify(plain.name)}`
      const routes = plain.routes ?? []
      if (routes.length !== configuration.routes.length)
        return `it has ${routes.length} routes, and ${configuration.routes.length} are read`
    }
    if (text.trim() === '') return 'an empty configuration is read'
    for (const other of variantsOf(text, 60_000)) {
      const same = read(other)
      if (same !== undefined && withoutReturns(same) !== withoutReturns(configuration))
        return `it means something else as ${JSON.stringify(other)}`
    }
    return undefined
  },
})

/** A line of the text may end in two ways, and so may a line of a value. */
function withoutReturns(configuration: Configuration): string {
  return JSON.stringify(configuration).replaceAll('\\r\\n', '\\n')
}

function read(text: string): Configuration | undefined {
  const isJson = /^\ufeff?\s*[{[/]/.test(text)
  const readings = [undefined, 'production'].map((environment) =>
    readConfigurationText(text, isJson ? 'jsonc' : 'toml', environment),
  )
  const [configuration] = readings.map((reading) => reading && interpret(reading))
  return configuration
}

function parsed(text: string): { readonly name?: unknown; readonly routes?: readonly unknown[] } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
