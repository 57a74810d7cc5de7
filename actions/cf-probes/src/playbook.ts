import { commonReasons, UsageError } from '@suite/errors'
import { addedKvProbe, usualEcho } from '@suite/probes'
import { type Defaults, type Plan, playbookProbes } from '@suite/probes/file'

/**
 * Returns the default probes, which run if there is no probe file: those of the CI/CD playbook, and KV if a namespace
 * is given.
 *
 * @throws UsageError `input-invalid` if app-origin is not given
 */
export function playbookPlan({ appOrigin, issuer, kv }: Defaults): Plan {
  if (appOrigin === undefined)
    throw new UsageError(
      commonReasons['input-invalid'],
      'input app-origin is missing: without a probe file the default probes run, which come from the CI/CD playbook and need it',
      'Describe the probes of your Worker in a probe file, or give the origin that CORS must allow, such as https://app.example.com.',
    )
  const probes = playbookProbes({ appOrigin, issuer })
  return {
    source: 'playbook',
    echo: usualEcho,
    probes: [...probes, ...(kv ? [addedKvProbe(kv)] : [])],
    preset: { chosenBy: 'default', probes },
  }
}
