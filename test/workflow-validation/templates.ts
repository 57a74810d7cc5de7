import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../scripts/actions.ts'

export interface Step {
  readonly name?: string
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string | number>>
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly name?: string
  readonly 'runs-on'?: string
  readonly 'timeout-minutes'?: number
  readonly permissions?: Readonly<Record<string, string>>
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly environment?: string
  readonly strategy?: Readonly<Record<string, unknown>>
  readonly outputs?: Readonly<Record<string, string>>
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean }
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly name: string
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
  readonly permissions: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': unknown }
  readonly jobs: Readonly<Record<string, Job>>
}

export const templatesFolder = join(root, 'workflows-templates')

/** The templates by file name. */
export const templates: ReadonlyMap<string, { readonly text: string; readonly workflow: Workflow }> = new Map(
  readdirSync(templatesFolder)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => {
      const text = readFileSync(join(templatesFolder, file), 'utf8')
      return [file, { text, workflow: parse(text) as Workflow }]
    }),
)

/** Returns the values of the first leg of a job's matrix. */
export function firstLegOf(job: Pick<Job, 'strategy'> | undefined): Readonly<Record<string, unknown>> {
  const { include = [], ...axes } = (job?.strategy?.matrix ?? {}) as Readonly<
    Record<string, readonly unknown[]>
  >
  const firsts = Object.entries(axes).map(([key, values]) => [key, values[0]])
  return { ...Object.fromEntries(firsts), ...(include[0] as object | undefined) }
}

/** Returns the name of the action of the suite that a step uses, or `undefined`. */
export function suiteActionOf({ uses }: Step): string | undefined {
  return /^org\/actions\/([a-z-]+)@v1$/.exec(uses ?? '')?.[1]
}
