import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '@suite/errors'
import { basicsOf, describeEnd, runProgram, type Variables } from '@suite/program'
import * as z from 'zod/mini'
import { makeOwnFolder } from '../own-folder.ts'
import { parseJson } from '../parse-json.ts'
import { reasons } from '../reasons.ts'
import type { Installed } from '../wrangler/installed.ts'
import type { Configuration } from './configuration.ts'
import { interpret, type Reading, reading } from './interpret.ts'
import { namesPrototype } from './names-prototype.ts'
import { readQuickly } from './quick/read.ts'

/** The name in the input `environment` for what is outside of all environments. */
export const topLevel = 'top-level'

/** Where a configuration is read, and by which wrangler. */
export interface ConfigurationSource {
  readonly installed: Installed
  readonly node: string
  readonly folder: string
  readonly temp: string
  /** Path of the configuration file; undefined means search for it. */
  readonly config: string | undefined
  readonly environment: string | undefined
  readonly variables: Variables
  readonly signal: AbortSignal
}

/**
 * Lets the project's wrangler read its configuration, so that this action need not know the rules. It runs in a process
 * of its own, because it is code of the project, and writes to a file, because wrangler also prints warnings.
 */
const script = `
  const { existsSync, writeFileSync } = require('node:fs')
  const [folder, config, wanted, answer] = process.argv.slice(1)
  const reply = (value) => writeFileSync(answer, JSON.stringify(value))
  try {
    const wrangler = require(folder)
    const asked = config === '' ? {} : { config }
    const options = { hideWarnings: true, useRedirectIfAvailable: true }
    const topLevel = wrangler.unstable_readConfig(asked, options)
    const { rawConfig, configPath, userConfigPath } = wrangler.experimental_readRawConfig(asked, options)
    const built = configPath !== userConfigPath
    const environments = built ? (rawConfig.definedEnvironments ?? []) : Object.keys(rawConfig.env ?? {})
    const found = environments.includes(wanted) ? wanted : undefined
    const environment = built ? rawConfig.targetEnvironment : found
    const own = built || found === undefined ? topLevel : wrangler.unstable_readConfig({ ...asked, env: found }, options)
    reply(configPath === undefined ? { problem: 'there is none' } : { built, environments, environment, own, topLevel })
  } catch (error) {
    const { file, line, column } = error.location ?? {}
    const place = [file, line, column].filter((part) => part !== undefined).join(':')
    reply({ problem: [place, error.message ?? error].filter(Boolean).join(': ') })
  }
`

/**
 * Returns the configuration of one environment. Asks wrangler only if the quick reader is not sure of the meaning.
 * @throws UsageError `config-invalid` with the words of wrangler, or `environment-unclear` if an environment must be named
 */
export async function readConfiguration(source: ConfigurationSource): Promise<Configuration> {
  const known = source.installed.version.startsWith('4.')
    ? await readQuickly(source.folder, source)
    : undefined
  return configurationIn(known ?? (await askWrangler(source)), source.environment)
}

/**
 * Returns the configuration as wrangler reads it.
 * @throws UsageError `config-invalid` if wrangler cannot read it
 */
export async function askWrangler(source: ConfigurationSource): Promise<Reading> {
  const { installed, node, folder, temp, config, environment, variables, signal } = source
  const own = await makeOwnFolder(join(temp, 'configuration-'))
  const answer = join(own, 'answer.json')
  try {
    const ended = await runProgram({
      file: node,
      args: [
        ...installed.nodeArguments,
        ...['--no-warnings', '-e', script, '--', installed.folder, config ?? '', environment ?? '', answer],
      ],
      cwd: folder,
      environment: { ...basicsOf(variables), WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: own },
      timeout: 60_000,
      signal,
    })
    const text = await readFile(answer, 'utf8').catch(() => undefined)
    if (text === undefined)
      throw problem(`wrangler ${installed.version} could not read it: Node ${describeEnd(ended)}`)
    return readConfigurationAnswer(text)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/**
 * Returns the configuration in what the script above wrote.
 * @throws UsageError `config-invalid` if wrangler cannot read the configuration, or the text is cut short
 */
export function readConfigurationAnswer(text: string): Reading {
  const answer = parseJson(text)
  // The value of a variable with this name would be left out, and so be shown in the log.
  if (namesPrototype(answer)) throw problem('it has a member with the name __proto__')
  const read = z.safeParse(answered, answer)
  if (!read.success) throw problem('wrangler gave it in an unknown form')
  if ('problem' in read.data) throw problem(read.data.problem)
  return read.data
}

const answered = z.union([reading, z.object({ problem: z.string() })])

/** @throws UsageError `environment-unclear` if the environment is not named, or is not the one that was built */
function configurationIn(read: Reading, wanted: string | undefined): Configuration {
  const { built, environments, environment } = read
  const names = [topLevel, ...environments].join(', ')
  if (environments.length > 0 && wanted === undefined)
    throw unclear(`the configuration has environments (${names}), and the input environment names none`)
  if (built && wanted !== undefined && wanted !== (environment ?? topLevel))
    throw unclear(
      `a build tool made the configuration for ${environment ?? topLevel}, and the input environment names ${wanted}: wrangler would deploy what was built`,
      `Build for ${wanted} (most tools go by CLOUDFLARE_ENV), or name what was built.`,
    )
  if (wanted !== undefined && wanted !== topLevel && environment === undefined)
    throw unclear(`the configuration has no environment ${wanted}, only ${names}`)
  return interpret(read)
}

function problem(what: string): UsageError {
  return new UsageError(
    reasons['config-invalid'],
    `the configuration of wrangler: ${what}`,
    'Correct it, or name it in the input config.',
  )
}

function unclear(
  what: string,
  fix = `Name one in the input environment; ${topLevel} is what stands outside of them.`,
): UsageError {
  return new UsageError(reasons['environment-unclear'], what, fix)
}
