import type { Version } from '@suite/cloudflare'
import type { Configuration } from './configuration/configuration.ts'
import type { Wishes } from './facts.ts'

/** The names that a version must have in its `env` and does not have: required ones, and those that are sent with it. */
export function lackingIn(
  version: Version | undefined,
  { requiredSecrets }: Pick<Configuration, 'requiredSecrets'>,
  wishes: Pick<Wishes, 'requiredBindings' | 'requiredSecrets' | 'sentSecrets' | 'sentVars'>,
): string[] {
  const bound = new Set(version?.bindings.map(({ name }) => name))
  const wanted = new Set([
    ...wishes.requiredBindings,
    ...wishes.requiredSecrets,
    ...requiredSecrets,
    ...wishes.sentSecrets,
    ...wishes.sentVars,
  ])
  return [...wanted].filter((name) => !bound.has(name))
}
