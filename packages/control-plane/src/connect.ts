import type { Transport } from '@suite/http'
import { type Access, requireAccess } from './access.ts'
import { type Confirmation, confirmPin } from './confirm-pin.ts'
import type { DigestAlgorithm } from './digest.ts'
import type { Patience } from './patience.ts'
import type { PinAddress } from './pins.ts'
import { type PromotionResult, promote } from './promote.ts'
import { type PinReading, readPin } from './read-pin.ts'
import { rootOf } from './routes.ts'
import { type Promotion, sendPromotion } from './send-promotion.ts'

/** The control plane, for one pin. */
export interface ControlPlane {
  /** How messages and evidence name it: origin and path. */
  readonly name: string
  read(): Promise<PinReading>
  /**
   * Reads the pin until a row of reads proves that it is the digest. See {@link confirmPin}.
   * @param consecutive the number of reads in a row that must show the digest
   */
  confirm(digest: string, consecutive: number, patience: Patience): Promise<Confirmation>
  /**
   * Moves the pin to the digest, and reads it back. See {@link promote}.
   * @param consecutive the number of reads in a row that must show the digest
   * @param record carries out each sending, and may refuse it
   */
  promote(
    promotion: Omit<Promotion, keyof PinAddress>,
    consecutive: number,
    patience: Patience,
    record: (send: () => Promise<void>) => Promise<unknown>,
  ): Promise<PromotionResult>
}

/**
 * Returns a control plane for one pin.
 * @param algorithms the algorithms of digests that are accepted
 * @throws UsageError `input-invalid` for an address or a token that must not be used, before any request
 */
export function connectControlPlane(
  transport: Transport,
  access: Access,
  address: PinAddress,
  algorithms: readonly DigestAlgorithm[] = ['sha256'],
): ControlPlane {
  requireAccess(access)
  const read = () => readPin(transport, access, address, algorithms)
  return {
    name: rootOf(access),
    read,
    confirm: (digest, consecutive, patience) =>
      confirmPin({ digest, before: digest, consecutive }, read, patience),
    promote(promotion, consecutive, patience, record) {
      const whole = { ...address, ...promotion }
      const send = async (etag: string | undefined) => {
        await record(() => sendPromotion(transport, access, whole, etag))
      }
      return promote(promotion.digest, promotion.expectedPrevious, { read, send }, patience, consecutive)
    },
  }
}
