import { err, ok, type Result } from '#shared/result.ts'

/** Cloud machines give out credentials at these addresses: no server of models lives there. */
const metadata = /^(169\.254\.|\[fe80:|\[fd00:ec2::254\]|metadata\.google\.internal$)/i

/**
 * Puts the address of a server into the form its requests are built on. Whoever may enter one runs this installation, so
 * addresses of this machine and its network are allowed here: that is where Ollama and vLLM live.
 */
export function readBaseUrl(text: string): Result<string, string> {
  const trimmed = text.trim()
  const spelled = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (trimmed === '' || !URL.canParse(spelled)) {
    return err('The address must look like https://api.example.com/v1.')
  }
  const url = new URL(spelled)
  if (url.username !== '' || url.password !== '') {
    return err('The address must not hold a name or a password: enter the key in its own field.')
  }
  if (metadata.test(url.hostname)) return err('There can be no server of models there.')
  if (/^RESOURCE\./i.test(url.hostname)) {
    return err('Replace RESOURCE in the address by the name of your Azure resource.')
  }
  // People copy the address of an endpoint.
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/(chat\/completions|completions|models|audio\/\w+)$/, '')
  return ok(`${url.origin}${path}`)
}
