import { type Role, roleSchema, roles } from '#shared/api/people.ts'
import { roleTitle } from './roleTitles.ts'

interface RoleSelectProps {
  readonly label: string
  readonly value: Role
  /** The last role that is offered. */
  readonly most?: Role
  readonly isDisabled?: boolean
  readonly onChange: (role: Role) => void
}

/** One of the four roles. */
export function RoleSelect({ label, value, most, isDisabled, onChange }: RoleSelectProps) {
  const offered = roles.slice(0, most === undefined ? roles.length : roles.indexOf(most) + 1)
  return (
    <select
      className="input people-role"
      aria-label={label}
      value={value}
      disabled={isDisabled ?? false}
      onChange={({ target }) => onChange(roleSchema.parse(target.value))}
    >
      {offered.map((role) => (
        <option key={role} value={role}>
          {roleTitle(role)}
        </option>
      ))}
    </select>
  )
}
