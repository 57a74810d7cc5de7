import type { KvTerms } from '../kinds/kv/probe.ts'
import type { Probe } from '../probe.ts'
import type { Echo } from '../version.ts'
import type { Preset } from './preset.ts'

/** What is probed, from a file or by default. */
export interface Plan {
  /** Path of the probe file; `playbook` if there is none and the default probes run. */
  readonly source: string
  readonly echo: Echo
  readonly probes: readonly Probe[]
  /** The preset that some of the probes come from; undefined if a file describes all of them. */
  readonly preset: Preset | undefined
}

/** What a plan takes from the inputs if the file does not say it. */
export interface Defaults {
  readonly appOrigin: string | undefined
  readonly issuer: string
  /** The namespace of the KV probe; undefined means that KV is not probed. */
  readonly kv: KvTerms | undefined
  /** The values of the variables that a file may use as `{{env.NAME}}`, by name. */
  readonly secrets?: ReadonlyMap<string, string>
}
