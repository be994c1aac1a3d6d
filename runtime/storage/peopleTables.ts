/** Who may work here, as the queries see it. `people`, `person_sessions`, `person_accounts` and `api_keys` have the columns of better-auth. */
export interface PeopleTables {
  people: {
    id: string
    name: string
    /** In lower case. */
    email: string
    email_verified: number
    image: string | null
    role: string
    created_at: number
    updated_at: number
  }
  person_sessions: {
    id: string
    user_id: string
    token: string
    ip_address: string | null
    user_agent: string | null
    expires_at: number
    created_at: number
    updated_at: number
  }
  person_accounts: {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    /** Hashed. */
    password: string | null
    created_at: number
    updated_at: number
  }
  api_keys: {
    id: string
    reference_id: string
    name: string | null
    /** Hashed. */
    key: string
    start: string | null
    permissions: string | null
    enabled: number
    last_request: number | null
    expires_at: number | null
    created_at: number
    updated_at: number
  }
  person_links: {
    id: string
    kind: 'owner' | 'invite' | 'reset'
    token_hash: string
    /** Of the person that it makes. */
    role: string
    /** Whose password it resets. */
    person_id: string | null
    /** For whom it was made, in the words of who made it. */
    note: string
    created_by: string | null
    created_at: number
    expires_at: number
  }
}
