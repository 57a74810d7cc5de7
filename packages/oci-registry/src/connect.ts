import { setTimeout as sleep } from 'node:timers/promises'
import { commonReasons, UsageError } from '@suite/errors'
import type { Transport } from '@suite/http'
import { originOf } from './addresses.ts'
import { openStore } from './fetch.ts'
import type { ImageReference } from './image-reference.ts'
import { inspectImage, type Registry } from './inspect.ts'
import { openSession } from './session.ts'

export interface RegistryAccess {
  /** The registry and the repository of the image. The tag and the digest are ignored. */
  readonly reference: ImageReference
  /** The user that reads the image, if it is not public. */
  readonly username?: string | undefined
  /** The password or token of `username`. */
  readonly password?: string | undefined
}

/**
 * Returns a reader of one repository in a registry. The first call sends the first request.
 * @param wait before a token that the registry refused is replaced
 * @throws UsageError `input-invalid` for a user without a password, or a password without a user
 */
export function connectRegistry(
  transport: Transport,
  { reference, username, password }: RegistryAccess,
  wait: (milliseconds: number) => Promise<void> = (milliseconds) => sleep(milliseconds),
): Registry {
  if (!username !== !password || username?.includes(':'))
    throw new UsageError(
      commonReasons['input-invalid'],
      'registry-username and registry-password: both are needed or neither, and a user holds no colon',
      'Give both, or leave both away for a public image.',
    )
  const registry = originOf(reference)
  const { repository } = reference
  const credentials = username && password ? { username, password } : undefined
  const session = openSession({ transport, registry, repository, credentials, wait })
  const store = openStore(session, { transport, registry, repository })
  return { inspect: (digest) => inspectImage(store, digest) }
}
