/** How Windows abbreviates accounts that a runner may have. */
const abbreviations: Readonly<Record<string, RegExp>> = {
  SY: /^S-1-5-18$/,
  LS: /^S-1-5-19$/,
  NS: /^S-1-5-20$/,
  LA: /^S-1-5-21-[\d-]+-500$/,
}

/** Returns the id of the user from the output of `whoami /user /fo csv /nh`: its last column. */
export function sidIn(printed: string): string | undefined {
  return /"(S-1-[\d-]{1,180})"\s*$/.exec(printed)?.[1]
}

/**
 * Returns whether an access list that `icacls /save` wrote lets one user alone do anything. The list is in SDDL, which
 * is the same in every language of Windows: `D:PAI(A;OICI;FA;;;<user>)`.
 * @see https://learn.microsoft.com/windows/win32/secauthz/ace-strings
 */
export function isForOneUser(saved: string, sid: string): boolean {
  // A list that is not protected (P) would take over what the folder above allows.
  const found = /^D:([A-Z]{0,10})((?:\([^()]{0,300}\)){1,50})$/.exec(
    saved.trim().split(/\r?\n/).at(-1)?.trim() ?? '',
  )
  const [, flags = '', list = ''] = found ?? []
  if (!flags.startsWith('P')) return false
  return list
    .slice(1, -1)
    .split(')(')
    .every((entry) => {
      const [type, , , , , who = ''] = entry.split(';')
      return type === 'A' && (who === sid || abbreviations[who]?.test(sid) === true)
    })
}
