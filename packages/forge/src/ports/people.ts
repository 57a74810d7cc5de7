/** A team as a token sees it. */
export interface TeamView {
  readonly members: readonly string[]
  /** Why the token cannot see the team, and what it needs. It is then unknown who is not a member. */
  readonly unseen: string | undefined
}

export interface People {
  /** The login under which this token acts. */
  actor(): Promise<string>
  /** Returns which of these users are active members of the team `organisation/slug`. */
  membersAmong(team: string, users: readonly string[]): Promise<TeamView>
}
