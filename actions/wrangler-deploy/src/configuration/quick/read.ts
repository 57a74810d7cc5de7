import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type ParseError, parse as parseJsonc } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import * as z from 'zod/mini'
import { type Reading, reading } from '../interpret.ts'

/** Where wrangler looks, in each folder upward, and what it lets lead it elsewhere. */
const names = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const
const redirect = '.wrangler/deploy/config.json'

/** What is not read here: each changes what the rest means. */
const special = ['route', 'legacy_env', 'service_environments', 'pages_build_output_dir', 'unsafe', 'extends']

/** An environment gets these of the top level, unless it has its own, and nothing else. */
const inherited = [
  'access',
  'account_id',
  'addresses',
  'assets',
  'build',
  'cache',
  'exports',
  'limits',
  'logfwdr',
  'logpush',
  'migrations',
  'observability',
  'placement',
  'preview_urls',
  'routes',
  'site',
  'triggers',
  'workers_dev',
] as const

/** Something that this reader leaves to wrangler itself. Users never see it. */
class Unsure extends Error {
  override readonly name = 'Unsure'
}

/**
 * Reads a configuration without loading wrangler, which alone takes as long as a deploy. It validates nothing: what
 * wrangler says that it deployed is compared with it afterwards, and `check` lets wrangler validate.
 * @returns undefined where only wrangler itself is sure of the meaning; the rules are those of wrangler 4
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
      .parse(path.endsWith('.toml') ? parseToml(text) : readJsonc(text))
    return reading.parse(resolveEnvironment(raw, environment))
  } catch {
    // Wrangler describes best what is wrong.
    return undefined
  }
}

/** @throws Unsure for a text that is not JSON with comments and trailing commas */
function readJsonc(text: string): unknown {
  const errors: ParseError[] = []
  const value = parseJsonc(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true })
  if (errors.length > 0) throw new Unsure('not JSON')
  return value
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
