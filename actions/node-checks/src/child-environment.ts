/**
 * Variables that only the action itself may have. The runner gives them to an action, but not to a command of a
 * workflow: with them, a script of a pull request could write the outputs of this step, or upload artifacts and fill
 * caches in the name of the job.
 */
const ownVariables =
  /^(INPUT_.*|GITHUB_(OUTPUT|STATE)|STATE_.*|ACTIONS_(RUNTIME|CACHE|RESULTS)_.*|ACTIONS_ORCHESTRATION_ID)$/i

/** Returns the variables that the commands of the project get. */
export function childEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept = Object.entries(variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !ownVariables.test(entry[0]),
  )
  // npm would say in each log that there is a newer npm.
  return { npm_config_update_notifier: 'false', ...Object.fromEntries(kept) }
}
