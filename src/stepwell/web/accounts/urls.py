from django.urls import path

from stepwell.web.accounts.views import account, credentials, links, sign_in, steps

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/passkey/", sign_in.passkey, name="passkey"),
    path("sign-in/passkey/options/", sign_in.passkey_options, name="passkey_options"),
    path("sign-in/recovery/", sign_in.recovery, name="recovery"),
    path("sign-in/code/", steps.code, name="code"),
    path("sign-in/code/passkey/", steps.passkey, name="step_passkey"),
    path("sign-in/code/passkey/options/", steps.passkey_options, name="step_passkey_options"),
    path("sign-in/pin/", steps.pin, name="pin"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("open/<str:token>/", links.open_link, name="open_link"),
    path("new-way/", links.new_way, name="new_way"),
    path("new-way/passkey/", links.passkey, name="new_way_passkey"),
    path("new-way/passkey/options/", links.passkey_options, name="new_way_passkey_options"),
    path("account/", account.home, name="home"),
    path("account/second-factor/", account.second_factor, name="second_factor"),
    path("account/organization/", account.act_in_organization, name="act_in"),
    path("account/new-link/", links.make, name="make_link"),
    path("account/stay/", account.stay, name="stay"),
    path("account/sign-ins/<uuid:session_id>/end/", account.end, name="end_session"),
    path("account/confirm/", account.confirm, name="confirm"),
    path("account/confirm/passkey/", account.confirm_passkey, name="confirm_passkey"),
    path(
        "account/confirm/passkey/options/",
        account.confirm_passkey_options,
        name="confirm_passkey_options",
    ),
    path("account/passkeys/", credentials.passkeys, name="passkeys"),
    path("account/passkeys/options/", credentials.passkey_options, name="new_passkey_options"),
    path(
        "account/passkeys/<uuid:passkey_id>/remove/",
        credentials.remove_passkey,
        name="remove_passkey",
    ),
    path("account/password/", credentials.password, name="password"),
    path("account/password/remove/", credentials.remove_password, name="remove_password"),
    path("account/app/", credentials.app, name="app"),
    path("account/app/remove/", credentials.remove_app, name="remove_app"),
    path("account/recovery-codes/", credentials.recovery_codes, name="recovery_codes"),
    path("account/shared-phone/", credentials.shared_phone, name="shared_phone"),
    path("account/shared-phone/remove/", credentials.remove_pin, name="remove_pin"),
]
