"""People who sign in, and the organisations that they act for.

An *account* is an e-mail and what it may do; a *sign-in request* is a code and a link sent to that e-mail; a *session* is a device
signed in; a *membership* is a role in an organisation; a *grant* is a role on a territory; an *invitation* makes a membership.
"""
