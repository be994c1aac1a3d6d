/** Why a call did not work, as a sentence that says what to do. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError'
}
