import { describe, expect, it } from 'vitest'
import { readMetadata } from './metadata.ts'
import { readOrProblem } from './problem.ts'

const permissions = Object.fromEntries(
  ['env', 'net', 'ffi', 'read', 'run', 'sys', 'write', 'import'].flatMap((name) => [
    [`allow_${name}`, null],
    [`deny_${name}`, null],
    ...(name === 'env' || name === 'read' ? [[`ignore_${name}`, null]] : []),
  ]),
)

const usual = {
  argv: [],
  seed: null,
  code_cache_key: 1,
  permissions: { ...permissions, prompt: false },
  location: null,
  v8_flags: ['UNUSED_BUT_NECESSARY_ARG0', '--stack-size=1024'],
  log_level: null,
  ca_stores: null,
  ca_data: null,
  unsafely_ignore_certificate_errors: null,
  env_vars_from_env_file: {},
  workspace_resolver: {
    import_map: null,
    jsr_pkgs: [],
    package_jsons: {},
    pkg_json_resolution: 'Enabled',
    catalogs: {},
  },
  entrypoint_key: 'main.ts',
  preload_modules: [],
  require_modules: [],
  node_modules: null,
  unstable_config: {
    legacy_flag_enabled: false,
    detect_cjs: false,
    lazy_dynamic_imports: false,
    raw_imports: false,
    sloppy_imports: false,
    npm_lazy_caching: false,
    tsgo: false,
    features: [],
  },
  otel_config: {
    tracing_enabled: false,
    metrics_enabled: false,
    console: 'Ignore',
    deterministic_prefix: null,
    propagators: [],
  },
  vfs_case_sensitivity: 's',
  app_name: 'app',
  app_version: '1.2.3',
}

function readText(text: string): unknown {
  return readOrProblem(() => readMetadata({ metadata: Buffer.from(text) }))
}

const readValue = (value: object) => readText(JSON.stringify(value))

describe('the metadata of a binary', () => {
  it('is read if it has the form of deno 2.9.6', () => {
    expect(readValue(usual)).toMatchObject({ appName: 'app', appVersion: '1.2.3', v8Flags: [] })
  })

  it.each([
    ['allow_everything', { ...usual, allow_everything: true }],
    ['permissions.allow_clipboard', { ...usual, permissions: { ...usual.permissions, allow_clipboard: [] } }],
    [
      'unstable_config.no_sandbox',
      { ...usual, unstable_config: { ...usual.unstable_config, no_sandbox: true } },
    ],
  ])('is refused for a field that a later deno could grant something by: %s', (field, value) => {
    expect(readValue(value)).toMatchObject({
      what: `the metadata of the binary has the field ${field}, which deno 2.9.6 does not write: a later deno could grant something by it`,
      fix: expect.stringContaining('Compile with deno 2.9.6'),
    })
  })

  it.each(Object.keys(permissions))('is refused without permissions.%s', (name) => {
    const { [name]: _, ...rest } = usual.permissions as Record<string, unknown>
    expect(readValue({ ...usual, permissions: rest })).toMatchObject({
      what: expect.stringContaining(`permissions.${name}`),
    })
  })

  it.each([
    ['permissions.allow_run', { ...usual, permissions: { ...usual.permissions, allow_run: 'git' } }],
    ['permissions.allow_run.0', { ...usual, permissions: { ...usual.permissions, allow_run: [1] } }],
    ['permissions.prompt', { ...usual, permissions: { ...usual.permissions, prompt: 0 } }],
    ['permissions', { ...usual, permissions: null }],
    ['argv', { ...usual, argv: {} }],
  ])('is refused if %s is of another form', (field, value) => {
    expect(readValue(value)).toMatchObject({
      what: expect.stringContaining(`has no ${field} of the form`),
      fix: expect.stringContaining('Compile with deno 2.9.6'),
    })
  })

  it.each([
    ['a member', '"prompt":false', '"prompt":false,"prompt":true', '"prompt"'],
    [
      'a member in another spelling',
      '"prompt":false',
      '"prompt":false,"pr\\u006fmpt":true',
      '"pr\\u006fmpt"',
    ],
    ['a member of the outermost object', '"seed":null', '"seed":null,"seed":1', '"seed"'],
  ])('is refused if %s is there twice', (_, from, to, name) => {
    expect(readText(JSON.stringify(usual).replace(from, to))).toMatchObject({
      what: expect.stringContaining(`names the member ${name} twice`),
    })
  })

  it.each([
    ['"env_vars_from_env_file":{}', '"env_vars_from_env_file":{"__proto__":"secret"}'],
    ['"catalogs":{}', '"catalogs":{"a":{"__pr\\u006fto__":"1"}}'],
  ])('is refused if a member has the name of the prototype, because it would be left out: %s', (from, to) => {
    expect(readText(JSON.stringify(usual).replace(from, to))).toMatchObject({
      what: 'the metadata of the binary has a member with the name __proto__',
    })
  })

  it('may hold text that looks like a repeated member', () => {
    const text = '"a":1,"a":2}{[":'
    expect(readValue({ ...usual, argv: [text, text] })).toMatchObject({ arguments: [text, text] })
  })

  it.each([
    ['', 'not valid JSON'],
    ['{', 'not valid JSON'],
    ['[]', 'of the form'],
    ['null', 'of the form'],
    [`${JSON.stringify(usual)} `.replace('}', '}}'), 'not valid JSON'],
  ])('is refused if it is %j', (text, says) => {
    expect(readText(text)).toMatchObject({ what: expect.stringContaining(says) })
  })

  it('is refused if it is not UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify(usual))
    bytes[bytes.indexOf('main.ts')] = 0xff
    expect(readOrProblem(() => readMetadata({ metadata: bytes }))).toMatchObject({
      what: expect.stringContaining('not valid UTF-8'),
    })
  })
})
