class PersonForm:
    class Meta:
        # ruleid: every-field
        fields = "__all__"


class RoleForm:
    class Meta:
        # ok: every-field
        fields = ["name"]
