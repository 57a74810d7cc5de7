import * as z from 'zod/mini'

const texts = z.array(z.string())
const orNull = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema)
const scope = orNull(texts)

/** Every field that deno 2.9.6 writes, and no other: a field of a later deno could grant something. */
export const metadataSchema = z.strictObject({
  argv: texts,
  seed: orNull(z.number()),
  code_cache_key: orNull(z.number()),
  permissions: z.strictObject({
    allow_env: scope,
    deny_env: scope,
    ignore_env: scope,
    allow_net: scope,
    deny_net: scope,
    allow_ffi: scope,
    deny_ffi: scope,
    allow_read: scope,
    deny_read: scope,
    ignore_read: scope,
    allow_run: scope,
    deny_run: scope,
    allow_sys: scope,
    deny_sys: scope,
    allow_write: scope,
    deny_write: scope,
    allow_import: scope,
    deny_import: scope,
    prompt: z.boolean(),
  }),
  location: orNull(z.string()),
  v8_flags: texts,
  log_level: orNull(z.enum(['OFF', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'])),
  ca_stores: scope,
  ca_data: orNull(z.array(z.number())),
  unsafely_ignore_certificate_errors: scope,
  env_vars_from_env_file: z.record(z.string(), z.string()),
  workspace_resolver: z.strictObject({
    import_map: orNull(z.strictObject({ specifier: z.string(), json: z.string() })),
    jsr_pkgs: z.array(
      z.strictObject({
        relative_base: z.string(),
        name: z.string(),
        version: orNull(z.string()),
        exports: z.record(z.string(), z.string()),
      }),
    ),
    package_jsons: z.record(z.string(), z.unknown()),
    pkg_json_resolution: z.enum(['Enabled', 'Disabled']),
    catalogs: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  }),
  entrypoint_key: z.string(),
  preload_modules: texts,
  require_modules: texts,
  node_modules: orNull(
    z.union([
      z.strictObject({ Managed: z.strictObject({ node_modules_dir: orNull(z.string()) }) }),
      z.strictObject({ Byonm: z.strictObject({ root_node_modules_dir: orNull(z.string()) }) }),
    ]),
  ),
  unstable_config: z.strictObject({
    legacy_flag_enabled: z.boolean(),
    detect_cjs: z.boolean(),
    lazy_dynamic_imports: z.boolean(),
    raw_imports: z.boolean(),
    sloppy_imports: z.boolean(),
    npm_lazy_caching: z.boolean(),
    tsgo: z.boolean(),
    features: texts,
  }),
  otel_config: z.strictObject({
    tracing_enabled: z.boolean(),
    metrics_enabled: z.boolean(),
    console: z.enum(['Ignore', 'Capture', 'Replace']),
    deterministic_prefix: orNull(z.number()),
    propagators: texts,
  }),
  vfs_case_sensitivity: z.enum(['s', 'i']),
  self_extracting: z.optional(z.string()),
  app_name: z.optional(z.string()),
  app_version: z.optional(z.string()),
  error_reporting_url: z.optional(z.string()),
  release_base_url: z.optional(z.string()),
})

export type RawMetadata = z.infer<typeof metadataSchema>
