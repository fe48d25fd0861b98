import { Link, Route, Routes } from 'react-router';
import {
  AuthenticateWithRedirectCallback,
  ClerkDegraded,
  ClerkFailed,
  ClerkLoaded,
  ClerkLoading,
  GoogleOneTap,
  RedirectToSignIn,
  RedirectToSignUp,
  RedirectToTasks,
  RedirectToUserProfile,
  SignIn,
  SignUp,
  Waitlist,
} from 'sdk';
import { Custom } from './custom.jsx';
import { OlderFlow } from './older-flow.jsx';
import { Home } from './home.jsx';
import { Hooks } from './hooks.jsx';
import { Missing } from './missing.jsx';
import { NewerFlow } from './newer-flow.jsx';
import { Reverify } from './reverify.jsx';
import { Gate } from './gate.jsx';
import { Accounts } from './accounts.jsx';
import { NewerCallback, NewerWays } from './newer-ways.jsx';
import { OlderWays } from './older-ways.jsx';

export function App() {
  return (
    <>
      <nav>
        <Link to="/">Home</Link> <Link to="/profile">Profile</Link>
      </nav>
      <ClerkLoading>
        <p id="status">loading</p>
      </ClerkLoading>
      <ClerkFailed>
        <p id="status">failed</p>
      </ClerkFailed>
      <ClerkLoaded>
        <p id="status">loaded</p>
      </ClerkLoaded>
      <ClerkDegraded>
        <p id="degraded">degraded</p>
      </ClerkDegraded>
      <Routes>
        <Route path="/" element={<Home />} />
        <Route
          path="/sign-in/*"
          element={
            <SignIn routing="path" path="/sign-in" signUpUrl="/sign-up" fallback={<p id="fallback">One moment</p>} />
          }
        />
        <Route path="/sign-up/*" element={<SignUp routing="path" path="/sign-up" signInUrl="/sign-in" />} />
        <Route path="/waitlist" element={<Waitlist />} />
        <Route path="/one-tap" element={<GoogleOneTap />} />
        <Route path="/profile/*" element={<Custom />} />
        <Route path="/hooks" element={<Hooks />} />
        <Route path="/missing" element={<Missing />} />
        <Route path="/older-flow" element={<OlderFlow />} />
        <Route path="/newer-flow" element={<NewerFlow />} />
        <Route path="/reverify" element={<Reverify />} />
        <Route path="/older-ways" element={<OlderWays />} />
        <Route path="/newer-ways" element={<NewerWays />} />
        <Route path="/accounts" element={<Accounts />} />
        <Route path="/sso-callback" element={<AuthenticateWithRedirectCallback />} />
        <Route path="/newer-callback" element={<NewerCallback />} />
        <Route
          path="/popup-sign-in/*"
          element={<SignIn routing="path" path="/popup-sign-in" oauthFlow="popup" fallbackRedirectUrl="/" />}
        />
        <Route
          path="/protected"
          element={
            <>
              <Gate when="in">
                <p id="protected">Only for users</p>
              </Gate>
              <Gate when="out">
                <RedirectToSignIn />
              </Gate>
            </>
          }
        />
        <Route path="/to-sign-up" element={<RedirectToSignUp />} />
        <Route path="/to-profile" element={<RedirectToUserProfile />} />
        <Route path="/to-tasks" element={<RedirectToTasks />} />
      </Routes>
    </>
  );
}
