/** Thrown for wrong options only, never for anything a visitor sends. */
export class BackendOptionsError extends TypeError {
  override readonly name = 'BackendOptionsError';
  readonly code = 'options_invalid';
}
