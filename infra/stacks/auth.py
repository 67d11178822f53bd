"""Who somebody is: a Cognito user pool for sign-in, an identity pool for direct reads from S3."""

from collections.abc import Sequence
from typing import Final

from aws_cdk import CfnOutput, Duration, RemovalPolicy, SecretValue, Stack
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.settings import StageSettings
from infra.stacks.uploads import UploadsStack

# Beside what Cognito knows of a person; the same names as in the token's claims, less "custom:",
# and twenty characters at most.
CUSTOM_ATTRIBUTES: Final = ("user_type", "experience", "risk_tolerance")
MARKETING: Final = "marketing_consent"
# Where the secret of an authenticator app waits for its first code; see adapters/aws. The app
# client neither reads nor writes it, so neither does a user.
WAITING_SECRET: Final = "totp_setup"  # noqa: S105 - the name of an attribute
SCOPES: Final = [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE]
CONFIRM_SUBJECT: Final = "Your EconLens code"
CONFIRM_BODY: Final = (
    "<p>Your code is <strong>{####}</strong>. It is valid for 24 hours.</p>"
    "<p>If you did not ask EconLens for it, do nothing: without the code nothing happens.</p>"
)
INVITE_BODY: Final = (
    "<p>There is an EconLens account for {username}. Sign in with this password, then choose "
    "your own: <strong>{####}</strong></p>"
)


class AuthStack(Stack):
    """pool and client are what the API and the auth function need."""

    def __init__(
        self, scope: Construct, name: str, settings: StageSettings, *, uploads: UploadsStack
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self.pool = self._user_pool()
        self.domain = self._hosted_domain()
        providers = [*self._google(), *self._facebook()]
        self.client = self._app_client(providers)
        self._identity_pool(uploads)
        CfnOutput(self, "UserPoolId", value=self.pool.user_pool_id)
        CfnOutput(self, "ClientId", value=self.client.user_pool_client_id)

    @property
    def external_providers(self) -> list[str]:
        """As Cognito calls them; what the web app makes buttons of."""
        local = cognito.UserPoolClientIdentityProvider.COGNITO.name
        return [kind.name for kind in self._provider_names() if kind.name != local]

    def _user_pool(self) -> cognito.UserPool:
        sign_in = self._settings.sign_in
        attributes = {
            name: cognito.StringAttribute(mutable=True, min_len=1, max_len=40)
            for name in (*CUSTOM_ATTRIBUTES, MARKETING)
        }
        attributes[WAITING_SECRET] = cognito.StringAttribute(mutable=True, max_len=256)
        pool = cognito.UserPool(
            self,
            "Users",
            user_pool_name=self._settings.prefix,
            self_sign_up_enabled=True,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            keep_original=cognito.KeepOriginalAttrs(email=True),
            standard_attributes=_standard_attributes(),
            custom_attributes=attributes,
            password_policy=_password_policy(),
            mfa=cognito.Mfa.OPTIONAL if sign_in.totp else cognito.Mfa.OFF,
            mfa_second_factor=(
                cognito.MfaSecondFactor(otp=True, sms=False) if sign_in.totp else None
            ),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            feature_plan=(cognito.FeaturePlan.PLUS if sign_in.threat_protection else None),
            standard_threat_protection_mode=(
                cognito.StandardThreatProtectionMode.FULL_FUNCTION
                if sign_in.threat_protection
                else None
            ),
            user_verification=_verification(),
            user_invitation=cognito.UserInvitationConfig(
                email_subject="Your EconLens account", email_body=INVITE_BODY
            ),
            deletion_protection=self._settings.keep_data,
            removal_policy=_removal(self._settings),
        )
        _acknowledge_pool(pool, self._settings)
        return pool

    def _hosted_domain(self) -> cognito.UserPoolDomain:
        """Its name must be free in the region, so the account's number goes into it."""
        prefix = self._settings.sign_in.domain_prefix or f"{self._settings.prefix}-{self.account}"
        return self.pool.add_domain(
            "Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=prefix)
        )

    def _google(self) -> list[cognito.UserPoolIdentityProviderGoogle]:
        sign_in = self._settings.sign_in
        if not sign_in.google_client_id:
            return []
        return [
            cognito.UserPoolIdentityProviderGoogle(
                self,
                "Google",
                user_pool=self.pool,
                client_id=sign_in.google_client_id,
                client_secret_value=SecretValue.secrets_manager(sign_in.google_secret_name),
                scopes=["openid", "email", "profile"],
                attribute_mapping=cognito.AttributeMapping(
                    email=cognito.ProviderAttribute.GOOGLE_EMAIL,
                    given_name=cognito.ProviderAttribute.GOOGLE_GIVEN_NAME,
                    family_name=cognito.ProviderAttribute.GOOGLE_FAMILY_NAME,
                ),
            )
        ]

    def _facebook(self) -> list[cognito.UserPoolIdentityProviderFacebook]:
        sign_in = self._settings.sign_in
        if not sign_in.facebook_app_id:
            return []
        secret = SecretValue.secrets_manager(sign_in.facebook_secret_name)
        return [
            cognito.UserPoolIdentityProviderFacebook(
                self,
                "Facebook",
                user_pool=self.pool,
                client_id=sign_in.facebook_app_id,
                # Cognito's provider has no other place for it; CloudFormation reads it at deploy.
                client_secret=secret.unsafe_unwrap(),
                scopes=["public_profile", "email"],
                attribute_mapping=cognito.AttributeMapping(
                    email=cognito.ProviderAttribute.FACEBOOK_EMAIL,
                    given_name=cognito.ProviderAttribute.FACEBOOK_FIRST_NAME,
                    family_name=cognito.ProviderAttribute.FACEBOOK_LAST_NAME,
                ),
            )
        ]

    def _app_client(self, providers: Sequence[Construct]) -> cognito.UserPoolClient:
        """A browser keeps no secret, so the client has none. Refresh tokens work once."""
        written = cognito.ClientAttributes().with_standard_attributes(
            email=True, given_name=True, family_name=True
        )
        written = written.with_custom_attributes(*CUSTOM_ATTRIBUTES, MARKETING)
        origins = self._settings.origins or ("https://localhost",)
        client = self.pool.add_client(
            "Web",
            generate_secret=False,
            auth_flows=cognito.AuthFlow(user_password=True, user_srp=True),
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=Duration.minutes(60),
            id_token_validity=Duration.minutes(60),
            refresh_token_validity=Duration.days(30),
            refresh_token_rotation_grace_period=Duration.seconds(0),
            auth_session_validity=Duration.minutes(5),
            read_attributes=written.with_standard_attributes(
                email=True, email_verified=True, given_name=True, family_name=True
            ),
            write_attributes=written,
            supported_identity_providers=self._provider_names(),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=SCOPES,
                callback_urls=[f"{origin}/signed-in" for origin in origins],
                logout_urls=list(origins),
            ),
        )
        # With rotation, Cognito refuses a client that also allows the older way to refresh.
        resource = client.node.default_child
        if isinstance(resource, cognito.CfnUserPoolClient):
            resource.explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"]
        for provider in providers:
            client.node.add_dependency(provider)
        return client

    def _provider_names(self) -> list[cognito.UserPoolClientIdentityProvider]:
        kinds = cognito.UserPoolClientIdentityProvider
        sign_in = self._settings.sign_in
        return [
            kinds.COGNITO,
            *([kinds.GOOGLE] if sign_in.google_client_id else []),
            *([kinds.FACEBOOK] if sign_in.facebook_app_id else []),
        ]

    def _identity_pool(self, uploads: UploadsStack) -> None:
        """Signed-in users may read what they uploaded, and nothing else, straight from S3."""
        pool = cognito.CfnIdentityPool(
            self,
            "Identities",
            identity_pool_name=self._settings.prefix,
            allow_unauthenticated_identities=False,
            cognito_identity_providers=[
                cognito.CfnIdentityPool.CognitoIdentityProviderProperty(
                    client_id=self.client.user_pool_client_id,
                    provider_name=self.pool.user_pool_provider_name,
                    server_side_token_check=True,
                )
            ],
        )
        cognito.CfnIdentityPoolPrincipalTag(
            self,
            "UserTag",
            identity_pool_id=pool.ref,
            identity_provider_name=self.pool.user_pool_provider_name,
            principal_tags={"user": "sub"},
            use_defaults=False,
        )
        self.user_role = self._signed_in_role(pool)
        uploads.grant(self.user_role, ["s3:GetObject"], "${aws:PrincipalTag/user}/*")
        cognito.CfnIdentityPoolRoleAttachment(
            self,
            "Roles",
            identity_pool_id=pool.ref,
            roles={"authenticated": self.user_role.role_arn},
        )
        CfnOutput(self, "IdentityPoolId", value=pool.ref)

    def _signed_in_role(self, pool: cognito.CfnIdentityPool) -> iam.Role:
        who = "cognito-identity.amazonaws.com"
        return iam.Role(
            self,
            "SignedInUser",
            description="A signed-in user: reads the files below the own prefix",
            assumed_by=iam.WebIdentityPrincipal(
                who,
                {
                    "StringEquals": {f"{who}:aud": pool.ref},
                    "ForAnyValue:StringLike": {f"{who}:amr": "authenticated"},
                },
            ).with_session_tags(),
        )


def _password_policy() -> cognito.PasswordPolicy:
    return cognito.PasswordPolicy(
        min_length=12,
        require_lowercase=True,
        require_uppercase=True,
        require_digits=True,
        require_symbols=True,
        temp_password_validity=Duration.days(3),
    )


def _verification() -> cognito.UserVerificationConfig:
    return cognito.UserVerificationConfig(
        email_style=cognito.VerificationEmailStyle.CODE,
        email_subject=CONFIRM_SUBJECT,
        email_body=CONFIRM_BODY,
    )


def _standard_attributes() -> cognito.StandardAttributes:
    wanted = cognito.StandardAttribute(required=True, mutable=True)
    optional = cognito.StandardAttribute(required=False, mutable=True)
    return cognito.StandardAttributes(email=wanted, given_name=optional, family_name=optional)


def _removal(settings: StageSettings) -> RemovalPolicy:
    return RemovalPolicy.RETAIN if settings.keep_data else RemovalPolicy.DESTROY


def _acknowledge_pool(pool: cognito.UserPool, settings: StageSettings) -> None:
    reasons = {
        "AwsSolutions-COG2": "A second factor is each user's choice: required, it locks out those "
        "who only want to look at a sample.",
        "AwsSolutions-COG8": "The plan with threat protection costs $20 per 1,000 users a month; "
        "threat_protection=True adds it.",
    }
    if not settings.sign_in.threat_protection:
        reasons["AwsSolutions-COG3"] = reasons["AwsSolutions-COG8"]
    acknowledge(pool, reasons)
