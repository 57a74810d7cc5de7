import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readManifest } from '../../wrangler/installed.ts'
import { interpret } from '../interpret.ts'
import { askWrangler, type ConfigurationSource } from '../read.ts'
import { readConfigurationText, readQuickly } from './read.ts'

const installed = join(import.meta.dirname, '../../../../../packages/testkit/node_modules/wrangler')

const jsonc = `{
  // what the playbook's Worker has
  "$schema": "node_modules/wrangler/config-schema.json",
  "name": "api", "main": "src/index.ts", "compatibility_date": "2025-07-01",
  "routes": ["a.example.com/*", { "pattern": "https://cd.example.com", "custom_domain": true },],
  "vars": { "ISSUER": "https://x//y", "LIMITS": [{ "binding": "IN_A_VARIABLE" }], "binding": "OF_A_VARIABLE" },
  "kv_namespaces": [{ "binding": "KV_PREFS", "id": "1" }], "r2_buckets": [{ "binding": "FILES", "bucket_name": "files" }],
  "ai": { "binding": "AI" }, "version_metadata": { "binding": "META" }, "build": { "command": "npm run x" },
  "durable_objects": { "bindings": [{ "name": "ROOM", "class_name": "Room" }] },
  "queues": { "producers": [{ "binding": "JOBS", "queue": "jobs" }] },
  "send_email": [{ "name": "MAIL" }], "secrets": { "required": ["KEY"] },
  "assets": { "directory": "public", "binding": "ASSETS" }, "account_id": "1",
  "triggers": { "crons": ["0 1 * * *"] }, "addresses": ["a@example.com"], "access": { "enabled": true },
  "define": { "binding": "'DEFINED'" }, "alias": { "binding": "./aliased" }, "observability": { "enabled": true }, "preview_urls": false,
  "previews": { "kv_namespaces": [{ "binding": "KV_OF_PREVIEWS", "id": "3" }], "vars": { "VAR_OF_PREVIEWS": "x" } },
  "tail_consumers": [{ "service": "tail" }],
  "env": {
    "staging": { "vars": { "ISSUER": "z" }, "triggers": { "crons": [] }, "workers_dev": true },
    "production": { "name": "live", "routes": [], "account_id": "2", "kv_namespaces": [{ "binding": "KV_PREFS", "id": "2" }] }
  }
}`
const toml = `
name = "api"
main = "src/index.ts"
compatibility_date = "2025-07-01"
routes = [{ pattern = "a.example.com/*", zone_name = "example.com" }]
[ai]
binding = "AI"
[[queues.consumers]]
queue = "jobs"
[[migrations]]
tag = "v1"
new_classes = ["Room"]
[[kv_namespaces]]
binding = "KV_PREFS"
id = "1"
[env.staging]
routes = [{ pattern = "b.example.com/*", zone_id = "z" }]
[env.staging.vars]
ISSUER = 'x'
`

describe('the quick reader', () => {
  let folder: string
  let where: ConfigurationSource
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'quick-')))
    await Promise.all([
      writeFile(join(folder, 'one.jsonc'), jsonc),
      writeFile(join(folder, 'two.toml'), toml),
      mkdir(join(folder, 'deep')),
      mkdir(join(folder, 'public')),
    ])
    const home = await realpath(installed)
    where = {
      installed: readManifest(await readFile(join(home, 'package.json'), 'utf8'), home),
      node: process.execPath,
      folder,
      temp: folder,
      config: undefined,
      environment: undefined,
      variables: process.env,
      signal: new AbortController().signal,
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each([
    ['one.jsonc', undefined],
    ['one.jsonc', 'staging'],
    ['one.jsonc', 'production'],
    ['two.toml', undefined],
    ['two.toml', 'staging'],
  ])('reads %s with the environment %s as wrangler reads it', async (config, environment) => {
    const asked = { config, environment }
    const [quick, theirs] = await Promise.all([
      readQuickly(folder, asked),
      askWrangler({ ...where, ...asked }),
    ])
    if (quick === undefined) throw new Error('it was not sure')
    const [own, other] = [interpret(quick), interpret(theirs)]
    expect({ ...own, bindings: own.bindings.toSorted() }).toEqual({
      ...other,
      bindings: other.bindings.toSorted(),
    })
  })

  it.each(['[vars]\n"__proto__" = "secret"\n', '[vars.a]\n"\\u005f_proto__" = 1\n', '[__proto__]\na = 1\n'])(
    'leaves a file to wrangler in which it would overlook a variable: %j',
    (more) => {
      expect(readConfigurationText(`name = "api"\n${more}`, 'toml', undefined)).toBeUndefined()
    },
  )

  it('leaves the file to wrangler if wrangler might read another one', async () => {
    const asked = { config: undefined, environment: undefined }
    const deep = join(folder, 'deep')
    expect(await readQuickly(deep, asked)).toBeUndefined()
    await writeFile(join(deep, 'wrangler.toml'), toml)
    expect(await readQuickly(deep, asked)).toMatchObject({ own: { name: 'api' } })
    await writeFile(join(folder, 'wrangler.json'), '{ "name": "parent" }')
    expect(await readQuickly(deep, asked)).toBeUndefined()
    await rm(join(folder, 'wrangler.json'))
    await mkdir(join(deep, '.wrangler/deploy'), { recursive: true })
    await writeFile(join(deep, '.wrangler/deploy/config.json'), '{ "configPath": "x" }')
    expect(await readQuickly(deep, asked)).toBeUndefined()
    await writeFile(join(folder, 'old.toml'), `${toml}\n[env.old]\nroute = "x"\n`)
    expect(await readQuickly(folder, { ...asked, config: 'old.toml' })).toBeUndefined()
  })
})
