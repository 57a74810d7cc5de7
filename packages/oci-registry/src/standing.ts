/**
 * How the registry knows its caller: as a user with a password, as anonymous with a token that the registry gives to
 * anyone, or not at all.
 */
export type Standing = 'user' | 'anonymous' | 'unknown'
