// A redirect has to keep the cookies of the middleware, though its own headers cannot be changed.
export const GET = ({ url }) => Response.redirect(new URL('/', url), 307);
