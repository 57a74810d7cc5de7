import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod/mini'
import { type Reading, reading } from '../interpret.ts'
import { readJsonc } from './jsonc.ts'
import { readToml } from './toml.ts'
import { Unsure } from './unsure.ts'

/** Where wrangler looks, in each folder upward, and what it lets lead it elsewhere. */
const names = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const
const redirect = '.wrangler/deploy/config.json'

/** What is not read here: each changes what the rest means. */
const special = ['route', 'legacy_env', 'service_environments', 'pages_build_output_dir', 'unsafe', 'extends']

/** Of these an environment has what the top level has, unless it says otherwise; of everything else it has nothing. */
const inherited = ['account_id', 'routes', 'build', 'assets', 'logfwdr'] as const

/**
 * Reads a configuration without loading wrangler, which alone takes as long as a deploy. It answers only where it is
 * sure, and only for wrangler 4, whose rules it knows; `undefined`: ask wrangler itself. It decides nothing alone: what
 * wrangler says that it deployed is compared with it afterwards.
 */
export async function readQuickly(
  folder: string,
  { config, environment }: { readonly config: string | undefined; readonly environment: string | undefined },
): Promise<Reading | undefined> {
  try {
    const path = config === undefined ? await locate(folder) : resolve(folder, config)
    const text = await readFile(path, 'utf8')
    const raw = z
      .record(z.string(), z.unknown())
      .parse(path.endsWith('.toml') ? readToml(text) : readJsonc(text))
    return reading.parse(resolveEnvironment(raw, environment))
  } catch {
    // Whatever is wrong, wrangler says it better.
    return undefined
  }
}

async function locate(folder: string): Promise<string> {
  const found: string[] = []
  for (let level = folder; ; level = dirname(level)) {
    if (await isThere(join(level, redirect))) throw new Unsure(redirect)
    for (const name of names) if (await isThere(join(level, name))) found.push(join(level, name))
    if (dirname(level) === level) break
  }
  const [only] = found
  if (only === undefined || found.length > 1) throw new Unsure('none, or several')
  return only
}

const environmentsOf = z.record(z.string(), z.record(z.string(), z.unknown()))

function resolveEnvironment(raw: Record<string, unknown>, wanted: string | undefined): Reading {
  const { env = {}, ...topLevel } = raw
  const environments = environmentsOf.parse(env)
  const blocks = [topLevel, ...Object.values(environments)]
  if (blocks.some((block) => special.some((key) => key in block)) || typeof raw.name !== 'string')
    throw new Unsure('something special')
  const named = Object.keys(environments)
  const own = wanted !== undefined && named.includes(wanted) ? environments[wanted] : undefined
  if (own === undefined) return { built: false, environments: named, own: topLevel, topLevel } as Reading
  const passedOn = inherited.flatMap((key) => (key in topLevel ? [[key, topLevel[key]]] : []))
  return {
    built: false,
    environments: named,
    environment: wanted,
    own: { name: `${raw.name}-${wanted}`, ...Object.fromEntries(passedOn), ...own },
    topLevel,
  } as Reading
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
