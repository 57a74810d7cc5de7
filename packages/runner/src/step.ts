import { setSecret } from '@actions/core'
import type { Contract } from '@suite/contract'
import { parseInput, secretTexts } from '@suite/contract'
import { type Deadline, startDeadline, type Transport } from '@suite/http'
import type { Terms } from './ending.ts'
import { type Environment, readEnvironment, readInput, readRelease } from './environment.ts'
import { createLog, type Log } from './log.ts'
import type { Tool } from './run.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { type Stdout, watchStdout } from './stdout.ts'
import { listenForStop, type Stop } from './stop.ts'
import { createWrites } from './writes.ts'

/** The state of a step from its start to its end. */
export interface Step {
  readonly contract: Contract
  readonly secrets: Secrets
  readonly environment: Environment
  readonly log: Log
  readonly stdout: Stdout
  readonly tool: Tool
  readonly stop: Stop
  /** Masks a secret in the runner's log, and removes it from everything that this step writes. */
  readonly addSecret: (secret: string) => void
  /** How the run ends from now on; set again when the inputs are known. */
  terms: Terms
  transport: Transport | undefined
  readonly deadline: Deadline
  /** Whether its end is reported, which happens once. */
  ended: boolean
  /** Whether an error that no code awaits happened after that. */
  broken: boolean
}

/** Starts a step: masks its secrets, then writes its first line. */
export function beginStep(contract: Contract): Step {
  const stop = listenForStop()
  const stdout = watchStdout((why) => stop.request(`The log is no longer read: ${why}.`))
  const secrets = createSecrets()
  const addSecret = (secret: string) => {
    secrets.add(secret)
    for (const each of new Set([secret, secret.trim()])) if (each !== '') stdout.say(() => setSecret(each))
  }
  const environment = readEnvironment(process.env)
  const { forge, serverUrl, variables } = environment
  for (const secret of secretTexts(contract, readInput)) addSecret(secret)
  for (const { name, secret } of contract.environment) if (secret) addSecret(variables[name] ?? '')
  for (const name of tokensOfTheRunner) secrets.add(variables[name] ?? '')
  const log = createLog(secrets, stdout)
  const tool = { name: contract.name, ...readRelease(process.argv[1]) }
  log.line(
    `${tool.name} ${tool.version} (${tool.commit}), Node ${process.versions.node}, ${forge} ${serverUrl}, event ${variables.GITHUB_EVENT_NAME || 'none'}`,
  )
  return {
    contract,
    secrets,
    environment,
    log,
    stdout,
    tool,
    stop,
    addSecret,
    terms: { enforced: true, writes: createWrites(false, stop.signal) },
    transport: undefined,
    deadline: startDeadline(timeoutOf(contract), stop.signal),
    ended: false,
    broken: false,
  }
}

/** Returns the timeout in milliseconds, even if other inputs are wrong. */
function timeoutOf(contract: Contract): number {
  const given = parseInput(contract, 'timeout', readInput)
  return typeof given === 'number' ? given : 60_000
}

/** The runner masks these itself. */
const tokensOfTheRunner = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'GITHUB_TOKEN',
  'GITEA_TOKEN',
]
