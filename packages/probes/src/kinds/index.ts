import { cors } from './cors/read.ts'
import { health } from './health/read.ts'
import { http } from './http/read.ts'
import { jwks } from './jwks/read.ts'
import { jwt } from './jwt/read.ts'
import type { Kind } from './kind.ts'
import { kv } from './kv/read.ts'
import { metrics } from './metrics/read.ts'

/** Every kind of probe, in the order in which schemas and messages name them. Nothing else lists them. */
export const kinds: readonly Kind[] = [jwks, jwt, cors, kv, health, metrics, http]
