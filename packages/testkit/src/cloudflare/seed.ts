import type { StoredBinding } from './state.ts'
import type { Upload } from './upload.ts'

/** A version that is uploaded without wrangler. */
export interface WorkerOptions {
  /** One module of JavaScript; default: a module that answers `ok`. */
  readonly code?: string
  readonly vars?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  /** Ids of namespaces by their names in the code. */
  readonly kv?: Readonly<Record<string, string>>
  readonly bindings?: readonly StoredBinding[]
  /** The tag of the version. */
  readonly tag?: string
  readonly message?: string
  /** `false`: the version is uploaded but not deployed. */
  readonly deployed?: boolean
  readonly source?: 'wrangler' | 'dash' | 'api'
}

/** Returns the upload that wrangler would send. */
export function uploadOf({
  code,
  vars = {},
  secrets = {},
  kv = {},
  bindings = [],
  tag,
  message,
}: WorkerOptions): Upload {
  const bind = (type: string, field: string, values: Readonly<Record<string, string>>): StoredBinding[] =>
    Object.entries(values).map(([name, value]) => ({ name, type, [field]: value }))
  return {
    metadata: {
      main_module: 'index.js',
      compatibility_date: '2026-09-01',
      keep_bindings: ['secret_text'],
      bindings: [
        ...bind('plain_text', 'text', vars),
        ...bind('secret_text', 'text', secrets),
        ...bind('kv_namespace', 'namespace_id', kv),
        ...bindings,
      ],
      annotations: {
        ...(tag === undefined ? {} : { 'workers/tag': tag }),
        ...(message === undefined ? {} : { 'workers/message': message }),
      },
    },
    modules: [
      {
        name: 'index.js',
        type: 'application/javascript+module',
        bytes: Buffer.from(code ?? "export default { fetch: () => new Response('ok') }"),
      },
    ],
  }
}
