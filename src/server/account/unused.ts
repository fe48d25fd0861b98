import { ApiError } from '../http/errors.ts';

/** Returns the error for an attribute that the settings of the instance switch off. */
export function unused(param: string): ApiError {
  return new ApiError('form_param_unknown', { param, longMessage: 'The settings of the instance switch this off.' });
}
