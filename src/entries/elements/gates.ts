import './redirect-to-sign-in.ts';
import './signed-in.ts';
import './signed-out.ts';
